using System.Runtime.InteropServices;

namespace ServiceOS.Analysis.Text;

/// <summary>A group of documents found.</summary>
/// <param name="Group">What they stand for.</param>
/// <param name="Document">Number of the most similar one.</param>
/// <param name="Cosine">Of that one, 0–1.</param>
/// <param name="Evidence">What all the group's documents say together: (Σ cosine²)^½ / n^¼ over its n
/// documents.</param>
/// <param name="Bm25">Of the most similar one: 0 or more, comparable only within one index and question.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Hit(int Group, int Document, float Cosine, float Evidence, float Bm25);
