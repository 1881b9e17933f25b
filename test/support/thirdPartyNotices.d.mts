/**
 * The notices of all packages of which files are in the bundles. Throws when one of them has no text of its licence.
 * `files`: paths relative to `root`; those of ours do not count.
 */
export function thirdPartyNotices(files: readonly string[], root?: string): string;
