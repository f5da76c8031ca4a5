/** Ids of the video centre: UUIDs of version 4, made from 32 random hex digits. */

/** @param hex 32 lower-case hex digits; version and variant take the place of two of them */
export const dashedId = (hex: string): string => hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-')
