"""What every request passes: the access line, security headers, limits of intake, refusals as pages, the city's zone."""
