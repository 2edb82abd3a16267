"""The data-protection desk: how long what is kept, legal hold, disposal, requests to see what is held, breaches."""
