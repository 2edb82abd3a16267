"""Children in the API: finding, reading and adding to what is known; every list as the caller may see it."""
