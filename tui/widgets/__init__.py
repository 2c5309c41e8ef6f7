"""What the screens are made of: each draws itself, none knows its neighbours."""
