"""Who is acting, what they may do, which rows they see; and the database that holds to it underneath."""
