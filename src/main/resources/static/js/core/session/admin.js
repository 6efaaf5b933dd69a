// @ts-check
import { get, post, remove } from '../platform.js';

/** @param {string|null} cursor */
export const people = (cursor = null) => get(`/api/admin/users?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
export const links = () => get('/api/admin/links');
/** @param {number} days */
export const makeLink = (days) => post('/api/admin/links', { days });
/** @param {string} linkId */
export const withdrawLink = (linkId) => remove(`/api/admin/links/${linkId}`);
/** @param {string} userId */
export const ownership = (userId) => get(`/api/admin/users/${userId}/ownership`);
/** @param {string} userId */
export const suspend = (userId) => post(`/api/admin/users/${userId}/suspend`);
/** @param {string} userId */
export const resume = (userId) => post(`/api/admin/users/${userId}/resume`);
/** @param {string} userId */
export const resetLink = (userId) => post(`/api/admin/users/${userId}/reset-link`);
