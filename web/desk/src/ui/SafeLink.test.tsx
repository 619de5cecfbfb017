import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Bubble } from "../features/knowledge/Bubble";
import { SafeLink } from "./SafeLink";

afterEach(cleanup);

test("a web address becomes a link that tells the page nothing of the desk", () => {
  render(<SafeLink url="https://shop.example/a">Returns</SafeLink>);
  expect(screen.getByRole("link", { name: "Returns" }).getAttribute("rel")).toBe("noopener noreferrer nofollow");
});

test.each(["javascript:alert(1)", " javascript:alert(1)", "data:text/html,hi", "//evil.test", "ftp://evil.test", "JaVaScRiPt://https://a"])("%s stays text", (url) => {
  render(<SafeLink url={url}>Returns</SafeLink>);
  expect(screen.queryByRole("link")).toBeNull();
  expect(screen.getByText("Returns")).toBeTruthy();
});

test("what an answer links to in the knowledge studio is looked at in the same way", () => {
  render(<Bubble text="See" links={[{ label: "Returns", url: "javascript:alert(1)" }]} />);
  expect(screen.queryByRole("link")).toBeNull();
});
