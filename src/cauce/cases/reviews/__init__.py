"""Another officer looks at a decision again."""
