"""The parts of `bench.submit`: seeding, serving, and what the verb costs without HTTP."""
