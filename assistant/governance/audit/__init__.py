"""What happened, chained so that nothing of it can be changed unnoticed.

An event's hash covers the event and the hash before it, so every event vouches for all earlier
ones. A checkpoint is the newest event's number and hash, signed, and kept outside the store:
whoever rewrites the store, even with the signing key in hand, cannot make it fit a checkpoint
they cannot reach. What came after the last exported checkpoint has no such witness.
"""
