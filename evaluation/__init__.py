"""The measured quality: runners and pinned floors."""
