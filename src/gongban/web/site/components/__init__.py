"""The components of the design language, one module for each sort; `{% load gongban %}` brings them all."""
