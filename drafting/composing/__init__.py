"""拟稿: kinds and their fields; template and fields → Document."""
