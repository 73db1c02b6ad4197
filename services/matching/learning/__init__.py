"""What became of pairs, and strengths that are learned from it. Off until they prove themselves."""
