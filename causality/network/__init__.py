"""The Bayesian network: how likely each candidate cause is."""
