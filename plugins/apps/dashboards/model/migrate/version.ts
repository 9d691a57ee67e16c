/** The newest step. Files without a version are from before there were versions. */
export const currentSchemaVersion = 43;
