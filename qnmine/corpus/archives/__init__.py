"""Archives and decompression: members read one by one, within limits."""
