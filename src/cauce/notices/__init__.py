"""What is said to families: rows before messages, sent by the worker, safe-contact rules enforced."""
