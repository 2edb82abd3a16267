"""The referral that a concern is: delivered, clocked, answered with reasons, and heard back of."""
