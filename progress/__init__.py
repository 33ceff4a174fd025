"""What is remembered: attempts, activity states, ticks and weeks."""
