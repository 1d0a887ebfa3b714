"""What a case says of every cause of an event: rivals, rates, tests, entities, as columns."""
