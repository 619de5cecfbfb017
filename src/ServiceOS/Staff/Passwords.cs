using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ServiceOS.Staff;

/// <summary>Makes and checks password hashes: PBKDF2 with HMAC-SHA512, a salt each, the count stored with the hash.</summary>
/// <remarks>The count: OWASP Password Storage Cheat Sheet. Slow by design: never call it inside a transaction.</remarks>
internal sealed class Passwords
{
    public const int CharactersMin = 10;
    public const int CharactersMax = 200;

    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";   // none that look alike
    private const int MadeCharacters = 16;

    private readonly PasswordHasher<object> _hasher;

    /// <summary>Made when it is first needed: as slow as any, it would stand before the first answer of every route that may hash.</summary>
    private readonly Lazy<string> _nobodys;

    public Passwords(StaffSettings settings)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = settings.PasswordIterations }));
        _nobodys = new(() => Hash(Make()));
    }

    /// <summary>A random password of 16 characters, 93 bits.</summary>
    public static string Make() => RandomNumberGenerator.GetString(Alphabet, MadeCharacters);

    public string Hash(string password) => _hasher.HashPassword(this, password);

    /// <summary>True when the password is the hash's. Without a hash it works as long, and is false.</summary>
    public bool Fits(string password, string? hash) =>
        _hasher.VerifyHashedPassword(this, hash ?? _nobodys.Value, password) != PasswordVerificationResult.Failed && hash is not null;
}
