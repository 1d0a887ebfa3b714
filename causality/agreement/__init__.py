"""How far assessments agree: ours with published ones, method with method, rater with rater."""
