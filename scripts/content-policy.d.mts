/** Content security policy for a meta tag. */
export const metaPolicy: string;
/** The same for the header, with what a meta tag cannot say. */
export const headerPolicy: string;
