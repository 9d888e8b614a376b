"""How to cite qnmine: a reference in the usual formats, and sentences for a section on methods."""
