"""From text to neighbours: the encoder, vectors, keywords and their fusion; knows nothing of conversation."""
