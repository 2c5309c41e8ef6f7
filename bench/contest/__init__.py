"""How engines are compared: the questions, the rounds in which they are asked, and the tables that come of it."""
