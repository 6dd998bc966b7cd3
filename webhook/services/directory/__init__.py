"""Looking for services in conversation; taking them in and publishing them is the package `directory`."""
