"""The fictional partnership Northmoor. Its stories are told by calling the same verbs that people call."""
