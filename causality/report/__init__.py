"""An assessment as people and programs read it."""
