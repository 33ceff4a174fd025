"""Lesson 3: the general EM framework, from Jensen's inequality to models of your own."""
