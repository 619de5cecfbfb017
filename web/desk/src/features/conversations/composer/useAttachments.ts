import type { Attachment, Id } from "@serviceos/shared/api";
import { newId, ProblemError, upload } from "@serviceos/shared/http";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { keys } from "../keys";

export const bytesMost = 10 * 1024 * 1024;
export const accepted = ".png,.jpg,.jpeg,.gif,.webp,.pdf,.txt";

/** A file on its way up, arrived, or refused. */
export interface Upload {
  key: string;
  file: File;
  share: number;
  attachment?: Attachment;
  problem?: ProblemError;
}

/** The files of a conversation's reply; they stay while one looks at another conversation. */
export function useAttachments(id: Id) {
  const client = useQueryClient();
  const { data: uploads = [] } = useQuery<Upload[]>({ queryKey: keys.uploads(id), queryFn: skipToken, gcTime: Infinity, structuralSharing: false });
  const setUploads = useCallback((how: (all: Upload[]) => Upload[]) =>
    void client.setQueryData<Upload[]>(keys.uploads(id), (all) => how(all ?? [])), [client, id]);
  const change = useCallback((key: string, part: Partial<Upload>) =>
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each))), [setUploads]);

  const start = useCallback(async (key: string, file: File) => {
    try {
      if (file.size > bytesMost) throw new ProblemError(413, "urn:serviceos:too-large", "too-large");
      const attachment = await upload<Attachment>("/v1/attachments", file, (share) => change(key, { share }));
      change(key, { attachment, share: 1 });
    } catch (error) {
      change(key, { problem: error instanceof ProblemError ? error : new ProblemError(0, "about:blank", String(error)) });
    }
  }, [change]);

  const add = useCallback((files: Iterable<File>) => {
    for (const file of files) {
      const key = newId();
      setUploads((all) => [...all, { key, file, share: 0 }]);
      void start(key, file);
    }
  }, [start, setUploads]);

  const retry = useCallback((each: Upload) => {
    setUploads((all) => all.map((other) => (other.key === each.key ? { key: each.key, file: each.file, share: 0 } : other)));
    void start(each.key, each.file);
  }, [start, setUploads]);
  const remove = useCallback((key: string) => setUploads((all) => all.filter((each) => each.key !== key)), [setUploads]);
  const clear = useCallback(() => setUploads(() => []), [setUploads]);
  return { uploads, add, retry, remove, clear };
}
