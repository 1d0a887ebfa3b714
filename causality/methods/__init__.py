"""Published instruments: data files, and one compiled kind for each shape they take."""
