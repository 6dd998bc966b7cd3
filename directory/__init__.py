"""The Local Offer directory: fetch ▸ validate ▸ map ▸ upsert ▸ report, and the same records published again as an Open Referral UK feed."""
