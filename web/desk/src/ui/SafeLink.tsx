/** Only web addresses become links; anything else stays text. */
export function SafeLink({ url, children }: { url: string; children: string }) {
  if (!/^https?:\/\//i.test(url)) return <span>{children}</span>;
  return <a href={url} target="_blank" rel="noopener noreferrer nofollow" title={url}>{children}</a>;
}
