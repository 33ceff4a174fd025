"""What an author writes a lesson's checks, demonstrations and questions with.

* `case`: `Case`, `Check`, `Misconception` and the exception `Wrong`;
* `checks`: a lesson's checks, each imported when it is asked for;
* `compare`: comparisons that explain themselves;
* `show`: values as a learner reads them;
* `figure`: pictures as plain data.
"""
