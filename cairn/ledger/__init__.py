"""The append-only memory of doing and of looking: who, when, what, about which child; never what was written there."""
