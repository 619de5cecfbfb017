using System.Runtime.InteropServices;

namespace ServiceOS.Analysis.Text;

/// <summary>A way of asking for an item, or a sentence of what is answered to it.</summary>
/// <remarks>
/// Sentences of the answers, each as a question of its own, find 5 to 10 of 100 more questions among 160 items with 6
/// phrasings: they name what the phrasings leave out.
/// </remarks>
/// <param name="Item">What it leads to: any number; several questions may lead to the same.</param>
/// <param name="Text">As written.</param>
/// <param name="IsStandard">The item's own wording rather than a similar one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Question(int Item, string Text, bool IsStandard);

/// <summary>An item that may be meant, and why it is thought so.</summary>
/// <param name="Item">The item.</param>
/// <param name="Score">0–1: <paramref name="Confidence"/> × √<paramref name="Similarity"/>. What thresholds are set
/// on.</param>
/// <param name="Confidence">0–1: how far this item stands out from the others; all together make 1 or
/// less.</param>
/// <param name="Similarity">0–1: cosine to the item's nearest question. Low when most of the text is unknown.</param>
/// <param name="Bm25">0 or more: BM25 of that question; only comparable within one match.</param>
/// <param name="Nearest">That question.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Candidate(
    int Item, float Score, float Confidence, float Similarity, float Bm25, Question Nearest);
