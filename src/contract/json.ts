/** A value of the JSON data model, as it crosses between host and extension. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
