import { configure } from "@testing-library/dom";

// A shared machine may be busy; a test that waits for text should not fail for that.
configure({ asyncUtilTimeout: 5_000 });
