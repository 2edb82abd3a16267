"""A made-up population of children, and what others later say of them, to measure matching with.

Published, pure, and the same for the same seed. It never imports the matcher, nor the matcher it: the spellings under
which a name occurs were written by hand here, and the rules by which a name is found were written elsewhere. That is
not evidence about real names; it shows where one group of children is found less often than another.
"""
