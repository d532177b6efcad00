"""The pages of licences for the units that issue them, and for those that ask to see one."""
