"""Who is in the partnership: areas, agencies, teams, people and how they sign in."""
