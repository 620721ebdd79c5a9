"""What proofreading found, in the forms that users read: terminal, JSON, SARIF, web page, 送审校对单."""
