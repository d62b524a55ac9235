"""The formats that hold dispatches, one room each: those of several records, and those whose text must be taken out."""
