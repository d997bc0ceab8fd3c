"""When work will be done and how much by when: from one's own pace, and from the plan."""
