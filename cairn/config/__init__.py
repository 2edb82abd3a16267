"""Settings, addresses, system checks and the `cairn` command: where the floors are put together."""
