"""What follows: when something slips, when somebody is away, when too much is asked."""
