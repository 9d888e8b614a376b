"""What ships with qnmine: lexicons, stop words and models, each with its source and licence."""
