/** Stands in the titles of comparisons between the records; VS Code tells of a tab with several comparisons no more than its title. */
export const against = " ↔ ";
