"""Statements by hand that the product's own are held against."""
