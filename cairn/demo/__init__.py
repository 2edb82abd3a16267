"""The fictional partnership Northmoor, made by calling the same verbs that people call."""
