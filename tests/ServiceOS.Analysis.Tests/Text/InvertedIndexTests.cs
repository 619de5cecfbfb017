using FsCheck;
using FsCheck.Fluent;
using ServiceOS.Analysis.Tests.Support;
using ServiceOS.Analysis.Text;

namespace ServiceOS.Analysis.Tests.Text;

public sealed class InvertedIndexTests
{
    [Fact]
    public void Searching_finds_what_comparing_with_every_document_finds() =>
        Prop.ForAll(Texts.Questions(Texts.Question), Texts.Question.ToArbitrary(), (documents, question) =>
        {
            var index = IndexOf(documents);
            var hits = Search(index, question, 3);
            var brute = BruteForce.Search([.. documents.Select(d => (d.Item, KeysOf(d.Text)))], KeysOf(question));

            Assert.Equal(Math.Min(brute.Count, 3), hits.Length);
            for (var i = 0; i < hits.Length; i++)
            {
                Assert.Equal(brute[i].Evidence, hits[i].Evidence, 1e-4);
                Assert.Equal(brute.Single(group => group.Group == hits[i].Group).Cosine, hits[i].Cosine, 1e-4);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_document_is_wholly_like_itself() =>
        Prop.ForAll(Texts.Questions(Texts.Question), documents =>
            Math.Abs(Search(IndexOf(documents), documents[0].Text, 6).Max(hit => hit.Cosine) - 1) < 1e-4)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Adding_and_removing_again_leaves_everything_as_it_was() =>
        Prop.ForAll(
            Texts.Questions(Texts.Question), Texts.Questions(Texts.Question), Texts.Question.ToArbitrary(),
            (kept, passing, question) =>
            {
                var before = IndexOf(kept);
                var after = before.With(BatchOf(passing), null).With(new DocumentBatch(), d => d >= kept.Length);

                Assert.Equal(before.Bytes, after.Bytes);
                Assert.Equal(Search(before, question, 5), Search(after, question, 5));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Adding_in_two_steps_is_adding_in_one() =>
        Prop.ForAll(
            Texts.Questions(Texts.Question), Texts.Questions(Texts.Question), Texts.Question.ToArbitrary(),
            (first, second, question) =>
                Search(IndexOf([.. first, .. second]), question, 5)
                    .SequenceEqual(Search(IndexOf(first).With(BatchOf(second), null), question, 5)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Each_group_is_found_once_and_the_one_with_most_evidence_first() =>
        Prop.ForAll(Texts.Questions(Texts.Question), Texts.Question.ToArbitrary(), (documents, question) =>
        {
            var hits = Search(IndexOf(documents), question, 4);

            Assert.Equal(hits.Length, hits.DistinctBy(hit => hit.Group).Count());
            Assert.Equal(hits.OrderByDescending(hit => hit.Evidence), hits);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_document_with_more_of_the_words_has_the_higher_bm25()
    {
        var index = IndexOf([(1, "where is my parcel"), (2, "where is my refund"), (3, "how do I pay")]);
        var hits = Search(index, "parcel where", 3);

        Assert.Equal([1, 2], hits.Take(2).Select(hit => hit.Group));
        Assert.True(hits[0].Bm25 > hits[1].Bm25 && hits[1].Bm25 > 0);
    }

    [Fact]
    public void Nothing_is_found_in_an_empty_index() => Assert.Empty(Search(InvertedIndex.Empty, "where", 3));

    [Fact]
    public void A_batch_beyond_the_limit_is_refused()
    {
        var batch = new DocumentBatch();
        for (var i = 0; i < InvertedIndex.DocumentsMax; i++)
            batch.Add(i, [1]);

        Assert.Throws<InvalidOperationException>(() => batch.Add(0, [1]));
        var full = InvertedIndex.Empty.With(batch, null);
        var one = new DocumentBatch();
        one.Add(0, [1]);
        Assert.Throws<InvalidOperationException>(() => full.With(one, null));
    }

    private static InvertedIndex IndexOf((int Item, string Text)[] documents) =>
        InvertedIndex.Empty.With(BatchOf(documents), null);

    private static DocumentBatch BatchOf((int Item, string Text)[] documents)
    {
        var batch = new DocumentBatch();
        foreach (var (item, text) in documents)
            batch.Add(item, KeysOf(text));
        return batch;
    }

    private static Hit[] Search(InvertedIndex index, string question, int count)
    {
        var features = new FeatureBuffer();
        Features.Extract(Normaliser.Normalise(question), Language.English, ref features);
        var top = new Hit[count];
        var found = index.Search(ref features, top);
        features.Dispose();
        return top[..found];
    }

    private static uint[] KeysOf(string text)
    {
        var features = new FeatureBuffer();
        Features.Extract(Normaliser.Normalise(text), Language.English, ref features);
        var keys = features.Keys.ToArray();
        features.Dispose();
        return keys;
    }

    /// <summary>The definition of the cosine, written out.</summary>
    private static class BruteForce
    {
        public static List<(int Group, double Cosine, double Evidence)> Search(
            (int Group, uint[] Keys)[] documents, uint[] question)
        {
            var counts = documents.SelectMany(d => d.Keys.Distinct()).CountBy(key => key).ToDictionary();

            double Idf(uint key) => Math.Log((documents.Length + 1.0) / (counts.GetValueOrDefault(key) + 1)) + 1;

            Dictionary<uint, double> VectorOf(uint[] keys)
            {
                var vector = keys.Distinct().ToDictionary(key => key, Idf);
                foreach (var block in vector.Keys.GroupBy(FeatureHash.BlockOf).ToList())
                {
                    var length = Math.Sqrt(block.Sum(key => vector[key] * vector[key]));
                    foreach (var key in block)
                        vector[key] *= Math.Sqrt(FeatureBlocks.ShareOf(block.Key)) / length;
                }

                var whole = Math.Sqrt(vector.Values.Sum(weight => weight * weight));
                return vector.ToDictionary(pair => pair.Key, pair => pair.Value / whole);
            }

            var asked = VectorOf(question);
            return [.. documents
                .GroupBy(document => document.Group, document => Dot(asked, VectorOf(document.Keys)))
                .Select(group => (
                    group.Key,
                    group.Max(),
                    Evidence: Math.Sqrt(group.Sum(cosine => cosine * cosine) / Math.Sqrt(group.Count()))))
                .Where(group => group.Evidence > 0)
                .OrderByDescending(group => group.Evidence)];
        }

        private static double Dot(Dictionary<uint, double> a, Dictionary<uint, double> b) =>
            a.Sum(pair => pair.Value * b.GetValueOrDefault(pair.Key));
    }
}
